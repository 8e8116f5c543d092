import { escapeTemplate, evaluatedPart } from "../../../lib/aws/terraform/template";

test.each([
  ["${aws:username}", "$${aws:username}"],
  ["%{ if true }", "%%{ if true }"],
  ["$${x}", '${"$$"}{x}'],
  ["a$%{x}", 'a${"$%"}{x}'],
  ["${TfToken[TOKEN.0]}", '$${Tf${""}Token[TOKEN.0]}'],
  ["#{TfToken[TOKEN.0]}", '#{Tf${""}Token[TOKEN.0]}'],
  ["-1.8881545897087503e+289", '-${""}1.8881545897087503e+289'],
  ["costs $5, 50%, {x}, #{y}, 1e3", "costs $5, 50%, {x}, #{y}, 1e3"],
])("%s is written so that Terraform gives it back: %s", (text, escaped) => {
  expect(escapeTemplate(text)).toBe(escaped);
});

test.each([
  ["${x}", "${"],
  ["a%{x", "%{"],
  ["#{TfToken[1]}", "#{TfToken["],
  ["&{TfToken[1]}", "&{TfToken["],
  ["x -8.171509568697571e+298", "-8.171509568697571e+298"],
  ["$x {y} #{z} &{z} 1e3 -1.5e+10", undefined],
])("in %s Terraform or cdktf evaluates %s", (text, part) => {
  expect(evaluatedPart(text)).toBe(part);
});

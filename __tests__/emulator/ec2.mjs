/** The little of EC2 that the Terraform provider asks for around a cluster. */
import { AwsError, iso, tagsToMap } from "./values.mjs";

export function ec2Service({ now, pick, callerIdentity }) {
  const AZS = (r) =>
    ["a", "b", "c"].map((z, i) => ({
      zoneName: r + z,
      zoneId: `${r}-az${i + 1}`,
      zoneState: "available",
      regionName: r,
      groupName: r,
      optInStatus: "opt-in-not-required",
      zoneType: "availability-zone",
    }));
  const operations = {
    DescribeRegions: (c) => ({
      regionInfo: [
        { regionName: c.region, regionEndpoint: `ec2.${c.region}.amazonaws.com`, optInStatus: "opt-in-not-required" },
      ],
    }),
    DescribeAvailabilityZones: (c) => ({ availabilityZoneInfo: AZS(c.region) }),
    DescribeAccountAttributes: () => ({
      accountAttributeSet: [{ attributeName: "supported-platforms", attributeValueSet: [{ attributeValue: "VPC" }] }],
    }),
    DescribeVpcs: (c) => ({
      vpcSet: [
        {
          vpcId: "vpc-0fake00000000000a",
          ownerId: c.accountId,
          state: "available",
          cidrBlock: "10.0.0.0/16",
          isDefault: false,
        },
      ],
    }),
    DescribeSubnets: (c) => ({
      subnetSet: AZS(c.region).map((z, i) => ({
        subnetId: `subnet-0fake0000000000a${i}`,
        state: "available",
        ownerId: c.accountId,
        vpcId: "vpc-0fake00000000000a",
        cidrBlock: `10.0.${i}.0/24`,
        availabilityZone: z.zoneName,
        availabilityZoneId: z.zoneId,
      })),
    }),
    DescribeSecurityGroups: () => ({ securityGroupInfo: [] }),
    CreateLaunchTemplate(c, p) {
      if ([...c.account.ec2.launchTemplates.values()].some((t) => t.name === p.LaunchTemplateName))
        throw new AwsError(
          400,
          "InvalidLaunchTemplateName.AlreadyExistsException",
          "Launch template name already in use.",
        );
      const id = `lt-${pick("0123456789abcdef", 17)}`;
      const t = {
        id,
        name: p.LaunchTemplateName,
        data: p.LaunchTemplateData ?? {},
        created: iso(now()),
        version: 1,
        tags: tagsToMap((p.TagSpecification ?? []).flatMap((s) => s.Tag ?? [])),
      };
      c.account.ec2.launchTemplates.set(id, t);
      return { launchTemplate: ltView(c, t) };
    },
    DescribeLaunchTemplates(c, p) {
      const ids = p.LaunchTemplateId ?? [];
      const all = [...c.account.ec2.launchTemplates.values()].filter((t) => !ids.length || ids.includes(t.id));
      if (ids.length && !all.length)
        throw new AwsError(
          400,
          "InvalidLaunchTemplateId.NotFound",
          `The specified launch template, with template ID ${ids[0]}, does not exist.`,
        );
      return { launchTemplates: all.map((t) => ltView(c, t)) };
    },
    DescribeLaunchTemplateVersions(c, p) {
      const t = c.account.ec2.launchTemplates.get(p.LaunchTemplateId);
      if (!t)
        throw new AwsError(
          400,
          "InvalidLaunchTemplateId.NotFound",
          `The specified launch template, with template ID ${p.LaunchTemplateId}, does not exist.`,
        );
      const d = t.data;
      return {
        launchTemplateVersionSet: [
          {
            launchTemplateId: t.id,
            launchTemplateName: t.name,
            versionNumber: t.version,
            createTime: t.created,
            createdBy: callerIdentity(c.accountId).arn,
            defaultVersion: true,
            launchTemplateData: {
              imageId: d.ImageId,
              instanceType: d.InstanceType,
              userData: d.UserData,
              iamInstanceProfile: d.IamInstanceProfile && {
                arn: d.IamInstanceProfile.Arn,
                name: d.IamInstanceProfile.Name,
              },
            },
          },
        ],
      };
    },
    DeleteLaunchTemplate(c, p) {
      const t = c.account.ec2.launchTemplates.get(p.LaunchTemplateId);
      c.account.ec2.launchTemplates.delete(p.LaunchTemplateId);
      return { launchTemplate: t && ltView(c, t) };
    },
  };
  const ltView = (c, t) => ({
    launchTemplateId: t.id,
    launchTemplateName: t.name,
    createTime: t.created,
    createdBy: callerIdentity(c.accountId).arn,
    defaultVersionNumber: t.version,
    latestVersionNumber: t.version,
    tagSet: Object.entries(t.tags).map(([k, v]) => ({ key: k, value: v })),
  });
  return { operations };
}

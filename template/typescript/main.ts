import { App } from "cdktf";
import { ClusterAccessStack } from "cdktf-eks-access";
import { demo } from "./clusters";

const app = new App();
new ClusterAccessStack(app, "demo", demo);
app.synth();

const role = (name: string) => `"arn:aws:iam::111122223333:role/${name}"`;

/** A small fleet with something of everything that a report shows. */
export const REPORTED: Readonly<Record<string, string>> = {
  "clusters/demo.yaml": `account: "111122223333"
region: eu-west-1
nodeClasses:
  gpu:
    instanceProfile: true
    spec:
      subnetSelectorTerms: [{ id: subnet-1 }]
      securityGroupSelectorTerms: [{ id: sg-1 }]
    nodePools:
      gpu: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [spot] }] }
access:
  admins: { principal: ${role("admins")}, policies: [AmazonEKSClusterAdminPolicy] }
  team: { principal: ${role("aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Team_0123456789abcdef")}, groups: [viewers], policies: [{ policy: AmazonEKSEditPolicy, namespaces: [shop, "team-*"] }] }
  deployer: { principal: ${role("deployer")}, policies: [AmazonEKSEditPolicy] }
  auditor: { principal: ${role("auditor")}, policies: [AmazonEKSViewPolicy], until: "2027-03-31", reason: yearly audit }
workloads:
  orders: { serviceAccount: shop/orders, policies: [AmazonS3ReadOnlyAccess] }
identityProviders:
  corp: { issuerUrl: "https://login.example.com", clientId: eks }
accept:
  impersonation: it deploys everywhere
`,
  "clusters/stage.yaml": `account: "111122223333"
region: eu-west-1
nodeRoles:
  workers: { kind: managed }
access:
  admins: { principal: ${role("admins")}, policies: [AmazonEKSClusterAdminPolicy] }
  team: { principal: ${role("aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Team_0123456789abcdef")}, policies: [AmazonEKSViewPolicy], release: true }
`,
};

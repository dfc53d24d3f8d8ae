// Answers {"method","url"} with what npm's atlassian-jwt makes of it: {"canonical","qsh"}.
import { createInterface } from "node:readline";
import jwt from "atlassian-jwt";

for await (const line of createInterface({ input: process.stdin })) {
  const { method, url } = JSON.parse(line);
  const request = jwt.fromMethodAndUrl(method, url);
  const canonical = jwt.createCanonicalRequest(request, false, "");
  const qsh = jwt.createQueryStringHash(request, false, "");
  console.log(JSON.stringify({ canonical, qsh }));
}

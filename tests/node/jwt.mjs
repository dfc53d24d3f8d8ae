// Signs {"sign": claims, "secret"} or verifies {"verify": token, "secret"} with npm's atlassian-jwt.
import { createInterface } from "node:readline";
import jwt from "atlassian-jwt";

for await (const line of createInterface({ input: process.stdin })) {
  const { sign, verify, secret } = JSON.parse(line);
  let answer;
  try {
    answer = sign
      ? { token: jwt.encodeSymmetric(sign, secret) }
      : { claims: jwt.decodeSymmetric(verify, secret, "HS256") };
  } catch (error) {
    answer = { error: error.message };
  }
  console.log(JSON.stringify(answer));
}

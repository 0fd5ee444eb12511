// Reads a page per line (a JSON string) and answers with a line: what html-validate finds wrong with it, as JSON.
// The folder with the packages is the only argument.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { HtmlValidate, StaticConfigLoader } = createRequire(`${process.argv[2]}/`)("html-validate");
const loader = new StaticConfigLoader({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  elements: ["html5"],
});
const validator = new HtmlValidate(loader);

for await (const line of createInterface({ input: process.stdin })) {
  const report = await validator.validateString(JSON.parse(line));
  const messages = report.results.flatMap((result) => result.messages);
  const told = messages.map((each) => `${each.line}:${each.column} ${each.ruleId}: ${each.message}`);
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

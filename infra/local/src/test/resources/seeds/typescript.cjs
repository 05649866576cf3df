// Runs a TypeScript file. usage: node typescript.cjs FILE
const fs = require('fs');
const ts = require('typescript');
const { outputText } = ts.transpileModule(fs.readFileSync(process.argv[2], 'utf8'), {
  compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
});
module._compile(outputText, process.argv[2]);

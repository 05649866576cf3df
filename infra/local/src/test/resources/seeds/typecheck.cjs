// Checks the types of a TypeScript file strictly. usage: node typecheck.cjs FILE
const ts = require('typescript');
const program = ts.createProgram([process.argv[2]], { strict: true, noEmit: true, types: [], lib: ['lib.es2022.d.ts'] });
const wrong = ts.getPreEmitDiagnostics(program);
for (const one of wrong) console.log(ts.flattenDiagnosticMessageText(one.messageText, ' '));
process.exit(wrong.length === 0 ? 0 : 1);

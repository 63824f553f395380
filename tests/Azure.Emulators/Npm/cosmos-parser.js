// The parser of queries tries each rule anew at each place, which takes seconds for a few brackets within each other. Here it remembers what it found.
"use strict";
const fs = require("fs");
const Module = require("module");
const { ofQueries } = require("./cosmos-parts");

const file = ofQueries("parser");
let rules = 0;
const source = fs
  .readFileSync(file, "utf8")
  .replace(/^ {2}function (peg\$parse\w+)\(\) \{/gm, (_, rule) => `  function ${rule}() { return remembered(${rules++}, ${rule}Anew); }\n  function ${rule}Anew() {`)
  .replace(
    /^function peg\$parse\(input, options\) \{/m,
    `$&
  const known = new Map();
  function remembered(rule, parse) {
    const key = peg$currPos * 1024 + rule;
    const found = known.get(key);
    if (found) { peg$currPos = found.end; return found.result; }
    const result = parse();
    known.set(key, { result, end: peg$currPos });
    return result;
  }`
  );

const parser = new Module(file, module);
parser.filename = file;
parser.paths = Module._nodeModulePaths(file);
require.cache[file] = parser;
parser._compile(source, file);
parser.loaded = true;

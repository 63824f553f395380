// Queries: of one partition, in the service's language. The SDK plans a query as the service would and merges partial results, so where it asks for partial
// groups, one document is one. A query that nothing can fit the SDK sends as it is written.
"use strict";
const { part, ofQueries, keyOf, collectionOf, withPartition, handle, answer } = require("./cosmos-parts");
const json = part("json").default;
const functions = require(ofQueries("builtin-functions"));
const query = require(ofQueries("index")).default;

// These take whether case is ignored.
const ofTexts = compare => (text, other, ignoresCase) =>
  typeof text !== "string" || typeof other !== "string" ? undefined : ignoresCase === true ? compare(text.toLowerCase(), other.toLowerCase()) : compare(text, other);
functions.STARTSWITH = ofTexts((text, other) => text.startsWith(other));
functions.ENDSWITH = ofTexts((text, other) => text.endsWith(other));
functions.CONTAINS = ofTexts((text, other) => text.includes(other));
functions.STRINGEQUALS = ofTexts((text, other) => text === other);

// What is no list, or isn't there at all, has no members: the server would fail at it.
const parsed = Object.getPrototypeOf(query("SELECT * FROM c"));
const { get: codeOf } = Object.getOwnPropertyDescriptor(parsed, "code");
Object.defineProperty(parsed, "code", {
  get() {
    return codeOf.call(this).replace(/\(([^()|]+) \|\| \[\]\)\.map/g, "(list => Array.isArray(list) ? list : [])((() => { try { return $1; } catch { return []; } })()).map");
  },
});

const PAGE = /\s+OFFSET\s+(\d+)\s+LIMIT\s+(\d+)\s*$/i;
const DISTINCT = /^\s*SELECT\s+DISTINCT\s/i;
const PARTIAL = /"item": (COUNT|SUM|MIN|MAX)|"sum": SUM|\sGROUP BY\s/;
const LIKE = /([\w.[\]"']+)\s+LIKE\s+(["'])((?:(?!\2).)*)\2/gi;

function like(_, path, quote, pattern) {
  const expression = pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\\\$&").replace(/%/g, ".*").replace(/_/g, ".");
  return `RegexMatch(${path}, ${quote}^${expression}$${quote})`;
}

function partial(text) {
  return text
    .replace(/\s+GROUP BY [\s\S]*$/, "")
    .replace(/\bCOUNT\((\d+)\)/g, "1")
    .replace(/\bCOUNT\(([^()]*)\)/g, "(IS_DEFINED($1) ? 1 : 0)")
    .replace(/\b(SUM|MIN|MAX)\(([^()]*)\)/g, "$2");
}

function run(documents, body, { continuation, maxItemCount }) {
  const page = PAGE.exec(body.query);
  let text = page ? body.query.slice(0, page.index) : body.query;
  const isDistinct = DISTINCT.test(text);
  if (isDistinct) text = text.replace(DISTINCT, "SELECT ");
  if (PARTIAL.test(text)) text = partial(text);
  const found = documents.query({ ...body, query: text.replace(LIKE, like) }, page || isDistinct ? {} : { continuation, maxItemCount });
  if (isDistinct) found.result = [...new Map(found.result.map(one => [JSON.stringify(one), one])).values()];
  if (page) found.result = found.result.slice(Number(page[1]), Number(page[1]) + Number(page[2]));
  return found;
}

handle("query-documents", () => (account, request, response, path) =>
  part("handler/_read-items").default(request, response, "Documents", async window => {
    const body = await json(request);
    const collection = collectionOf(account, path);
    if (!collection) return null;
    try {
      return withPartition(collection, keyOf(request), documents => run(documents, body, window));
    } catch (error) {
      return answer(response, 400, { code: "BadRequest", message: error.message });
    }
  })
);

// Batches (in JSON: the tests' BatchOverJson translates): all or none, where the request says so.
"use strict";
const { part, notFound, collectionOf, handle, answer } = require("./cosmos-parts");
const { patch } = require("./cosmos-items");
const json = part("json").default;
const operations = part("handler/_document-operations");

const FAILED_DEPENDENCY = 424;

function run(collection, operation) {
  return operation.operationType === "Patch"
    ? patch(collection, { ...operation, operations: operation.resourceBody.operations, condition: operation.resourceBody.condition })
    : operations[`${operation.operationType.toLowerCase()}Operation`](collection, operation);
}

handle("batch-documents", () => async (account, request, response, path) => {
  const batch = await json(request);
  const collection = collectionOf(account, path);
  if (!collection) return answer(response, 404, notFound);
  const isAtomic = /true/i.test(request.headers["x-ms-cosmos-batch-atomic"] || "");
  const documents = collection.documents;
  const before = [new Map(documents._data), new Map(documents._index)];
  let failed = -1;
  const results = batch.map((operation, index) => {
    if (failed >= 0 && isAtomic) return { statusCode: FAILED_DEPENDENCY };
    const result = run(collection, operation);
    if (result.statusCode < 400) return { statusCode: result.statusCode, requestCharge: 1, eTag: result.body && result.body._etag, resourceBody: result.body };
    if (failed < 0) failed = index;
    return { statusCode: result.statusCode };
  });
  if (failed < 0 || !isAtomic) return results;
  [documents._data, documents._index] = before;
  return results.map((result, index) => (index === failed ? result : { statusCode: FAILED_DEPENDENCY }));
});

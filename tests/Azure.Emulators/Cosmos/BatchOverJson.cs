using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;

namespace Azure.Emulators.Cosmos;

/// <summary>The SDK sends a batch in the service's binary rows, and the stand-in reads JSON: this translates there and back.</summary>
internal sealed class BatchOverJson : DelegatingHandler
{
    private const string IsBatch = "x-ms-cosmos-is-batch-request";
    private const string PartitionKey = "x-ms-documentdb-partitionkey";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.TryGetValues(IsBatch, out var said) || !bool.TryParse(said.First(), out var isBatch) || !isBatch)
            return await base.SendAsync(request, cancellationToken);

        var partition = request.Headers.TryGetValues(PartitionKey, out var key) ? key.First() : null;
        var (operations, minimal) = await ReadAsync(await request.Content!.ReadAsByteArrayAsync(cancellationToken), partition);
        request.Content = new StringContent(operations.ToJsonString(), Encoding.UTF8, "application/json");

        var response = await base.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK || !text.StartsWith('['))
        {
            response.Content = new StringContent(text);
            return response;
        }

        var results = JsonNode.Parse(text)!.AsArray();
        response.StatusCode = results.Any(one => (int)one!["statusCode"]! >= 400) ? HttpStatusCode.MultiStatus : HttpStatusCode.OK;
        response.Content = new ByteArrayContent(await WriteAsync(results, minimal));
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return response;
    }

    /// <summary>The operations, and of each whether no content is wanted back.</summary>
    private static async Task<(JsonArray Operations, List<bool> Minimal)> ReadAsync(byte[] body, string? partition)
    {
        var (operations, minimal) = (new JsonArray(), new List<bool>());
        var outcome = await new MemoryStream(body).ReadRecordIOAsync(
            (ReadOnlyMemory<byte> record) =>
            {
                var (operation, isMinimal) = BatchRows.Read(record);
                operation["partitionKey"] ??= partition;
                operations.Add(operation);
                minimal.Add(isMinimal);
                return Result.Success;
            },
            resizer: new MemorySpanResizer<byte>(body.Length));
        return outcome == Result.Success ? (operations, minimal) : throw new InvalidDataException($"The batch can't be read: {outcome}.");
    }

    private static async Task<byte[]> WriteAsync(JsonArray results, List<bool> minimal)
    {
        using var body = new MemoryStream();
        var outcome = await body.WriteRecordIOAsync(
            default,
            (long index, out ReadOnlyMemory<byte> row) =>
            {
                row = default;
                return index >= results.Count ? Result.Success : BatchRows.Write(results[(int)index]!, minimal[(int)index], out row);
            });
        return outcome == Result.Success ? body.ToArray() : throw new InvalidDataException($"The answers of the batch can't be written: {outcome}.");
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace Azure.Emulators.Cosmos;

/// <summary>The rows of a batch and of its answer, by the schema that the SDK brings along.</summary>
internal static class BatchRows
{
    private const string SchemaResource = "Microsoft.Azure.Cosmos.Batch.HybridRowBatchSchemas.json";

    private static readonly Dictionary<int, string> Operations =
        new() { [0] = "Create", [1] = "Patch", [2] = "Read", [4] = "Delete", [5] = "Replace", [20] = "Upsert" };

    private static readonly Namespace Schemas = ReadSchemas();
    private static readonly LayoutResolverNamespace Resolver = new(Schemas);
    private static readonly Layout ResultLayout = Resolver.Resolve(Schemas.Schemas.Find(schema => schema.Name == "BatchResult")!.SchemaId);

    /// <summary>One operation, and whether its content is not wanted back.</summary>
    public static (JsonObject Operation, bool IsMinimal) Read(ReadOnlyMemory<byte> record)
    {
        var row = new RowBuffer(record.Length);
        if (!row.ReadFrom(record.Span, HybridRowVersion.V1, Resolver))
            throw new InvalidDataException("An operation of the batch is no row.");
        var reader = new RowReader(ref row);
        var (operation, isMinimal) = (new JsonObject(), false);
        while (reader.Read())
        {
            var name = reader.Path.ToString();
            switch (name)
            {
                case "operationType":
                    reader.ReadInt32(out var type);
                    operation[name] = Operations.GetValueOrDefault(type, type.ToString(CultureInfo.InvariantCulture));
                    break;
                case "id" or "partitionKey" or "ifMatch" or "ifNoneMatch":
                    reader.ReadString(out string text);
                    operation[name] = text;
                    break;
                case "resourceBody":
                    reader.ReadBinary(out byte[] body);
                    operation[name] = JsonNode.Parse(body);
                    break;
                case "minimalReturnPreference":
                    reader.ReadBool(out isMinimal);
                    break;
            }
        }

        return (operation, isMinimal);
    }

    public static Result Write(JsonNode result, bool isMinimal, out ReadOnlyMemory<byte> row)
    {
        var answer = new Answer(
            (int)result["statusCode"]!,
            (string?)result["eTag"],
            isMinimal || result["resourceBody"] is not { } resource ? null : Encoding.UTF8.GetBytes(resource.ToJsonString()),
            (double?)result["requestCharge"] ?? 0);
        var memory = new MemorySpanResizer<byte>(512 + ((answer.Body?.Length ?? 0) * 2));
        var buffer = new RowBuffer(memory.Memory.Length, memory);
        buffer.InitLayout(HybridRowVersion.V1, ResultLayout, Resolver);
        var outcome = RowWriter.WriteBuffer(ref buffer, answer, Write);
        row = outcome == Result.Success ? memory.Memory[..buffer.Length] : default;
        return outcome;
    }

    private static Result Write(ref RowWriter writer, TypeArgument type, Answer answer)
    {
        var outcome = writer.WriteInt32("statusCode", answer.Status);
        if (outcome == Result.Success)
            outcome = writer.WriteInt32("subStatusCode", 0);
        if (outcome == Result.Success && answer.ETag is not null)
            outcome = writer.WriteString("eTag", answer.ETag);
        if (outcome == Result.Success && answer.Body is not null)
            outcome = writer.WriteBinary("resourceBody", answer.Body.AsSpan());
        return outcome == Result.Success ? writer.WriteFloat64("requestCharge", answer.Charge) : outcome;
    }

    private static Namespace ReadSchemas()
    {
        using var resource = typeof(CosmosClient).Assembly.GetManifestResourceStream(SchemaResource)
            ?? throw new InvalidOperationException($"This version of the SDK has no resource '{SchemaResource}' any more: find where its batch keeps the schema now.");
        using var text = new StreamReader(resource);
        return Namespace.Parse(text.ReadToEnd());
    }

    private readonly record struct Answer(int Status, string? ETag, byte[]? Body, double Charge);
}

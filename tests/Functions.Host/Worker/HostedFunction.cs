using System.Text.Json;
using Functions.Host.Worker.Protocol;

namespace Functions.Host.Worker;

/// <summary>A function as the worker indexed it.</summary>
internal sealed record HostedFunction(string Name, string Id, HostedBinding Trigger, IReadOnlyList<HostedBinding> Inputs, RpcFunctionMetadata Metadata)
{
    public static HostedFunction Of(RpcFunctionMetadata metadata)
    {
        var bindings = metadata.RawBindings.Select(HostedBinding.Read).ToList();
        var trigger = bindings.Single(binding => binding.Type.EndsWith("trigger", StringComparison.OrdinalIgnoreCase));
        return new HostedFunction(metadata.Name, metadata.FunctionId, trigger, [.. bindings.Where(binding => binding != trigger && binding.IsInput)], metadata);
    }
}

/// <summary>A binding of <c>functions.metadata</c>.</summary>
internal sealed record HostedBinding(string Name, string Type, bool IsInput, JsonElement Json)
{
    public static HostedBinding Read(string raw)
    {
        using var document = JsonDocument.Parse(raw);
        var json = document.RootElement.Clone();
        return new HostedBinding(
            json.GetProperty("name").GetString()!,
            json.GetProperty("type").GetString()!,
            string.Equals(json.GetProperty("direction").GetString(), "in", StringComparison.OrdinalIgnoreCase),
            json);
    }

    public string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}

using System.Text.Json.Nodes;

namespace ActiveReach.Infra.Compiling;

/// <summary>A resource of a deployment.</summary>
/// <param name="Json">As the compiler writes it; texts in brackets are expressions that only Azure can work out.</param>
internal sealed record Resource(JsonObject Json)
{
    public string Type => Json["type"]!.GetValue<string>();

    public string Name => Json["name"]!.GetValue<string>();

    public string Id => Json["id"]!.GetValue<string>();

    public string ApiVersion => Json["apiVersion"]!.GetValue<string>();

    public JsonObject Properties => Json["properties"]?.AsObject() ?? [];

    /// <summary>A text somewhere in its properties; null where there is none.</summary>
    /// <param name="path">Names with dots between.</param>
    public string? Text(string path) => path.Split('.').Aggregate((JsonNode?)Properties, (at, name) => at?[name])?.ToString();

    /// <summary>Whether an expression, or an id, speaks of it.</summary>
    public bool IsIn(string? text) => text?.Contains(Id, StringComparison.OrdinalIgnoreCase) == true;
}

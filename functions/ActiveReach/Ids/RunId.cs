using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveReach.Ids;

/// <summary>One execution of a campaign: <c>{campaign}.{ordinal}</c>.</summary>
[JsonConverter(typeof(RunIdConverter))]
public readonly record struct RunId(string Value)
{
    public static RunId Of(CampaignId campaign, int ordinal) => new($"{campaign}.{ordinal}");

    /// <summary>The campaign that it is of.</summary>
    public CampaignId Campaign => new(Value.LastIndexOf('.') is >= 0 and var dot ? Value[..dot] : Value);

    /// <summary>1 for the first run of its campaign.</summary>
    public int Ordinal => int.TryParse(Value.AsSpan(Value.LastIndexOf('.') + 1), CultureInfo.InvariantCulture, out var ordinal) ? ordinal : 0;

    /// <summary>Instance id of the orchestration that drives it.</summary>
    public string Orchestration => $"run-{Value}";

    public override string ToString() => Value;
}

/// <summary>Ids are plain texts in JSON.</summary>
internal sealed class RunIdConverter : JsonConverter<RunId>
{
    public override RunId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

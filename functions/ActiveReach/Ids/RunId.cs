using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveReach.Ids;

/// <summary>One execution of a campaign: <c>{campaign}.{ordinal}</c>.</summary>
[JsonConverter(typeof(RunIdConverter))]
public readonly record struct RunId(string Value)
{
    public static RunId Of(CampaignId campaign, int ordinal) => new($"{campaign}.{ordinal}");

    public override string ToString() => Value;
}

/// <summary>Ids are plain texts in JSON.</summary>
internal sealed class RunIdConverter : JsonConverter<RunId>
{
    public override RunId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

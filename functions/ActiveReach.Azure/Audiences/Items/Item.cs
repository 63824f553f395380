using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Azure.Audiences.Items;

/// <summary>Where an item lies.</summary>
internal readonly record struct ItemPlace(string Partition, string Id);

/// <summary>An item as a container keeps it.</summary>
internal abstract record Item
{
    public string Id { get; init; } = "";

    public string Partition { get; init; } = "";

    /// <summary>Which unit of writes it comes from: a look tells whether one was made whose answer is lost.</summary>
    public string Commit { get; init; } = "";

    [JsonIgnore]
    public ItemPlace Lies => new(Partition, Id);
}

/// <summary>Items as JSON: ids and channels are numbers, as stores keep them; amounts are texts, because the store would keep them as doubles.</summary>
internal static class ItemJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Ids(), new Sets(), new Amounts() },
    };

    public static byte[] Write(Item item) => JsonSerializer.SerializeToUtf8Bytes(item, item.GetType(), Options);

    private sealed class Ids : JsonConverter<ContactId>
    {
        public override ContactId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, ContactId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }

    private sealed class Amounts : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => decimal.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class Sets : JsonConverter<ChannelSet>
    {
        public override ChannelSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ChannelSet.FromStored(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, ChannelSet value, JsonSerializerOptions options) => writer.WriteNumberValue(value.ToStored());
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>How many of the approvers must say yes: any of them, all, or so many. One no is enough for a no.</summary>
[JsonConverter(typeof(ApprovalCountJson))]
public readonly record struct ApprovalCount
{
    private const string AnyWord = "any";
    private const string AllWord = "all";
    private readonly int number;

    private ApprovalCount(int number) => this.number = number;

    /// <summary>One yes. The default.</summary>
    public static ApprovalCount Any => default;

    public static ApprovalCount All { get; } = new(int.MaxValue);

    /// <summary>The number that was written, 1 for <see cref="Any"/>; null for <see cref="All"/>.</summary>
    public int? Number => number is int.MaxValue ? null : Math.Max(1, number);

    /// <param name="number">At least 1, which is <see cref="Any"/>.</param>
    public static ApprovalCount Of(int number) => number <= 1 ? Any : new(number);

    /// <summary>Of so many who are asked.</summary>
    public int Needed(int asked) => Number ?? asked;

    public static bool TryParse(string? word, out ApprovalCount count)
    {
        count = word is AllWord ? All : Any;
        return word is AnyWord or AllWord;
    }

    private sealed class ApprovalCountJson : JsonConverter<ApprovalCount>
    {
        public override ApprovalCount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.Number ? Of(reader.GetInt32())
            : TryParse(reader.GetString(), out var count) ? count
            : throw new JsonException($"It is neither {AnyWord}, {AllWord} nor a number.");

        public override void Write(Utf8JsonWriter writer, ApprovalCount value, JsonSerializerOptions options)
        {
            if (value == Any || value == All)
                writer.WriteStringValue(value == Any ? AnyWord : AllWord);
            else
                writer.WriteNumberValue(value.number);
        }
    }
}

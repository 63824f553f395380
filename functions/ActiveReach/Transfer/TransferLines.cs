using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Documents;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Transfer;

/// <summary>The first line of a file: what it is of.</summary>
/// <param name="Form">Goes up with a change that older code can't read.</param>
public sealed record TransferHeader(int Form, WorkspaceId Workspace, DateTimeOffset At)
{
    public const int Newest = 1;
}

/// <summary>A contact, as the stores that it comes from know it.</summary>
/// <param name="Is">As files of contacts have it.</param>
/// <param name="Said">Consents that never changed.</param>
/// <param name="Origin">As in <see cref="Audiences.Contacts.Contact.Origin"/>.</param>
/// <param name="Words">Changes of consents, the oldest first.</param>
public sealed record TransferContact(
    ContactId Id, JsonElement Is, IReadOnlyDictionary<Channel, ConsentState> Said, string Origin, DateTimeOffset CreatedAt, int Devices, IReadOnlyList<TransferWord> Words);

/// <summary>A change of consents.</summary>
/// <param name="Holds">A yes that nothing stands against today.</param>
public sealed record TransferWord(IReadOnlyList<Channel> Channels, ConsentState State, string Source, DateTimeOffset At, string? Proof, string? Topic, bool Holds)
{
    /// <summary>Tells it from others of the contact.</summary>
    public static string KeyOf(ConsentChange change) => $"{string.Join(',', change.Channels.Order())}|{change.State}|{change.Source}|{change.At.ToUnixTimeMilliseconds()}|{change.Proof}|{change.Topic}";

    public ConsentChange Change => new(Channels, State, Source, At, Proof, Topic);
}

/// <summary>How much there is, or has been done.</summary>
public sealed record TransferCounts(long Documents = 0, long Suppressions = 0, long Contacts = 0, long Consents = 0, long Events = 0)
{
    public override string ToString() => $"{Documents} documents, {Suppressions} suppressions, {Contacts} contacts, {Consents} changes of consents, {Events} events";
}

/// <summary>A line of the file: one of its members.</summary>
public sealed record TransferLine
{
    public TransferHeader? Workspace { get; init; }

    public TransferDocument? Document { get; init; }

    public Suppression? Suppression { get; init; }

    public TransferContact? Contact { get; init; }

    public ContactEvent? Event { get; init; }

    public TransferCounts? End { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Workspace is null && Document is null && Suppression is null && Contact is null && Event is null && End is null;
}

/// <summary>A document as it is stored.</summary>
public sealed record TransferDocument(string Partition, string Kind, string Id, int Schema, JsonElement Body)
{
    public DocumentKey Key => new(Partition, Kind, Id);

    public static void Write(IBufferWriter<byte> target, StoredDocument stored)
    {
        using var json = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = Wire.Json.Encoder });
        json.WriteStartObject();
        json.WriteStartObject("document");
        json.WriteString("partition", stored.Key.Partition);
        json.WriteString("kind", stored.Key.Kind);
        json.WriteString("id", stored.Key.Id);
        json.WriteNumber("schema", stored.Schema);
        json.WritePropertyName("body");
        json.WriteRawValue(stored.Body.Span, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>A workspace can't be exported or imported as it is.</summary>
/// <param name="message">For the operator, with the place and the remedy.</param>
public sealed class TransferRefusedException(string message, Exception? inner = null) : InvalidOperationException(message, inner);

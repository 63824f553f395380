using ActiveReach.Azure.Accounts;
using ActiveReach.Entries;
using ActiveReach.Ids;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Entries;

/// <summary>An entry as an entity, and its line among those that wait, were taken or were cancelled.</summary>
internal static class EntryEntity
{
    /// <summary>Who wrote it last: whoever doesn't know whether a write of theirs was made finds it there.</summary>
    private const string Write = "write";

    public static readonly string[] Line = ["RowKey", "contact", "occasion", "due"];

    public static readonly string[] Standing = [.. Line, "state", "run", "reason"];

    public static TableEntity Of(string partition, Entry entry, string write) => Key(EntityFields.New(partition, EntryKeys.Entry(entry.Key)), entry)
        .With("state", (int)entry.State)
        .With("content", entry.Content)
        .With("run", entry.Run?.Value)
        .With("reason", entry.Reason)
        .With(Write, write);

    public static TableEntity LineOf(string partition, Entry entry) => Key(EntityFields.New(partition, EntryKeys.Line(entry)), entry);

    public static bool IsWrittenBy(this TableEntity entity, string write) => entity.GetString(Write) == write;

    /// <summary>Of a line all but key and time are missing.</summary>
    public static Entry Read(TableEntity entity) => new(
        new EntryKey(new ContactId(entity.Long("contact")), entity.GetString("occasion")), new DateTimeOffset(entity.Long("due"), TimeSpan.Zero), (EntryState)entity.Number("state"),
        entity.GetString("content"), entity.GetString("run") is { } run ? new RunId(run) : null, entity.GetString("reason"));

    private static TableEntity Key(TableEntity entity, Entry entry) =>
        entity.With("contact", entry.Key.Contact.Value).With("occasion", entry.Key.Occasion).With("due", entry.DueAt.UtcTicks);
}

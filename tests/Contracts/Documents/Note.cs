using ActiveReach.Documents;

namespace Contracts.Documents;

/// <summary>A document of the tests.</summary>
public sealed record Note(string Id, string Text = "", int Stars = 0, IReadOnlyList<string>? Tags = null, DateTimeOffset? ReadAt = null)
{
    public static DocumentKind<Note> Kind { get; } = new DocumentKind<Note>("note", note => note.Id)
        .By("text", note => note.Text)
        .By("stars", note => (double)note.Stars)
        .By("readAt", note => note.ReadAt is { } at ? at : (FieldValue?)null)
        .ByMany("tag", note => (note.Tags ?? []).Select(tag => (FieldValue)tag));
}

namespace ActiveReach.Messages.Templates;

/// <summary>A stretch of a template: literal text, the inside of a <c>{{tag}}</c>, or a tracked link with its own pieces.</summary>
internal sealed record Piece(string? Text, string? Tag, IReadOnlyList<Piece>? Link)
{
    public static Piece Literal(string text) => new(text, null, null);

    public static Piece OfTag(string tag) => new(null, tag, null);

    public static Piece Tracked(IReadOnlyList<Piece> target) => new(null, null, target);
}

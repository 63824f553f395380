namespace ActiveReach.Media;

/// <summary>An upload as messages carry it.</summary>
/// <param name="Url">Where anybody gets it, as links are written.</param>
public sealed record PinnedMedia(string Id, string Name, string Type, string Url);

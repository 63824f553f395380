namespace ActiveReach.Channels;

/// <summary>A file that a message carries, fetched from its address by the provider or by whoever reads it.</summary>
/// <param name="Url">Signed; anybody may fetch it, in parts too.</param>
/// <param name="Type">Its Content-Type.</param>
/// <param name="Name">As a reader may be shown it, e.g. <c>sale.jpg</c>.</param>
public sealed record MessageMedia(string Url, string Type, string Name);

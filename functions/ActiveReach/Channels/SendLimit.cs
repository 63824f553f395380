namespace ActiveReach.Channels;

/// <summary>The limit under which a provider takes messages, as its vendor counts it.</summary>
/// <param name="Account">Name of the account at the vendor that the limit is about, as people know it.</param>
/// <param name="PerMinute">Most messages in any minute; null where none is known, and then only the provider's own answers say when to wait.</param>
/// <param name="Sender">The sender that the limit is about; null when all senders of the account share it.</param>
public sealed record SendLimit(string Account, Channel Channel, int? PerMinute = null, string? Sender = null);

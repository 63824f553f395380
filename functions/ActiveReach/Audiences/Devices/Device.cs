using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Audiences.Devices;

/// <summary>A device that a contact gets push messages on. Its token is an address: it stands in no log.</summary>
/// <param name="Id"><c>dev_</c> and 20 characters.</param>
/// <param name="Token">As the platform gave it; belongs to one contact of a workspace.</param>
public sealed record Device(string Id, ContactId Contact, DevicePlatform Platform, string Token, DateTimeOffset RegisteredAt);

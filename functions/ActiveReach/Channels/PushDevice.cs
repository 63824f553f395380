namespace ActiveReach.Channels;

/// <summary>A device that a push message goes to. Its token is an address: it stands in no log and in no ledger.</summary>
/// <param name="Id"><c>dev_</c> and 20 characters.</param>
/// <param name="Token">As the platform gave it; of a browser its subscription, as JSON or the endpoint alone.</param>
public sealed record PushDevice(string Id, DevicePlatform Platform, string Token);

/// <summary>Whose push service takes the token. Stored: never renumber.</summary>
public enum DevicePlatform
{
    Ios = 1,
    Android = 2,
    Web = 3,
}

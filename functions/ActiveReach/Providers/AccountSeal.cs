using System.Text;
using ActiveReach.Access;

namespace ActiveReach.Providers;

/// <summary>Closes the secrets of accounts before they are stored. A secret is bound to its account and name: moved to another it doesn't open.</summary>
/// <param name="keys">The installation's, by number; the highest closes, all of them open.</param>
public sealed class AccountSeal(IReadOnlyDictionary<int, byte[]> keys)
{
    private readonly Dictionary<int, Seal> seals = keys.ToDictionary(key => key.Key, key => new Seal(key.Value, "secrets of provider accounts"));

    public string Close(string account, string name, string secret)
    {
        var number = seals.Keys.Max();
        return $"{number}.{Convert.ToBase64String(seals[number].Close(Encoding.UTF8.GetBytes(secret), Bound(account, name)))}";
    }

    /// <summary>Null where the key that closed it is gone, or what is stored was changed.</summary>
    public string? Open(string account, string name, string closed) =>
        closed.Split('.') is [var number, var text] && int.TryParse(number, out var id) && seals.TryGetValue(id, out var seal) && seal.Open(Convert.FromBase64String(text), Bound(account, name)) is { } secret
            ? Encoding.UTF8.GetString(secret)
            : null;

    private static string Bound(string account, string name) => $"{account}\n{name}";
}

using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Providers;

/// <summary>An account as callers write it, or a change of one: what is missing stays.</summary>
/// <param name="Settings">By name, secrets as they are or as references to a Key Vault; null takes one out.</param>
/// <param name="WebhookSecret">At least 16 characters, or a reference to a Key Vault.</param>
public sealed record AccountInput(
    string? Provider, string? Name, IReadOnlyList<Channel>? Channels, int? Priority, bool? Enabled, IReadOnlyDictionary<string, string?> Settings, string? WebhookSecret)
{
    private const int LongestName = 100;
    internal const int ShortestSecret = 16;
    private const int LongestSecret = 500;
    private const int LowestPriority = 100;

    /// <exception cref="InvalidInputException">With every problem and its path.</exception>
    public static AccountInput Read(InputValue json)
    {
        var account = json.Object("provider", "name", "channels", "priority", "enabled", "settings", "webhookSecret") is { } input ? Account(input) : null;
        json.RefuseProblems();
        return account!;
    }

    private static AccountInput Account(InputValue input)
    {
        var name = input["name"]?.Text(LongestName);
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl)))
            input.Note("name", "invalid_value", "name says nothing, or is more than one line: write what you call the account.");
        var secret = input["webhookSecret"]?.Text(LongestSecret);
        if (secret is { Length: < ShortestSecret })
            input.Note("webhookSecret", "too_short", $"webhookSecret has {secret.Length} characters: use at least {ShortestSecret}, or leave it out, and one is made.");
        return new AccountInput(
            input["provider"]?.Text(40), name, input["channels"]?.List(ChannelSet.All.Count)?.Select(each => each.Enum<Channel>()).OfType<Channel>().Distinct().ToList(),
            (int?)input["priority"]?.Whole(1, LowestPriority), input["enabled"]?.Flag(), input["settings"] is { } settings ? AccountSettings.Read(settings) : new Dictionary<string, string?>(), secret);
    }
}

using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Consent.Suppressions;

/// <summary>What a caller or a file says of an address to be suppressed; one of <see cref="Address"/> and <see cref="Hash"/>.</summary>
/// <param name="Address">A phone number or an e-mail address.</param>
/// <param name="Hash">SHA-256 of the normal address (E.164, or lower-case e-mail) in hexadecimal digits.</param>
/// <param name="Channels">Missing: all that use such an address; for a hash all four.</param>
/// <param name="Reason">1 to 100 characters. Default <c>api</c>.</param>
public sealed record SuppressionInput(string? Address = null, string? Hash = null, IReadOnlyList<Channel>? Channels = null, string? Reason = null);

/// <summary>Reads addresses to be suppressed.</summary>
public static class SuppressionRules
{
    /// <summary>Most addresses in one request.</summary>
    public const int Most = 100_000;

    /// <summary>One object, or a list of them.</summary>
    /// <param name="country">Where numbers without a country code are from, as for contacts; null when nothing tells.</param>
    /// <exception cref="InvalidInputException">Listing every problem by its place in the list.</exception>
    public static IReadOnlyList<SuppressionEntry> Read(InputValue json, string? country)
    {
        var inputs = json.IsList ? json.As<IReadOnlyList<SuppressionInput>>() : json.As<SuppressionInput>() is { } input ? [input] : null;
        json.RefuseProblems();
        return Read(inputs!, json.IsList ? index => $"[{index}]." : _ => "", country);
    }

    /// <param name="place">What a path begins with, for the input at an index.</param>
    public static IReadOnlyList<SuppressionEntry> Read(IReadOnlyList<SuppressionInput> inputs, Func<int, string> place, string? country)
    {
        if (inputs.Count is 0 or > Most)
            throw new InvalidInputException("", "wrong_length", $"These are {inputs.Count} addresses: send 1 to {Most} at once.");
        var problems = new List<InputProblem>();
        var entries = new List<SuppressionEntry>(inputs.Count);
        for (var index = 0; index < inputs.Count && problems.Count < 100; index++)
        {
            if (Entry(inputs[index], place(index), country, problems) is { } entry)
                entries.Add(entry);
        }

        return problems.Count == 0 ? entries : throw new InvalidInputException(problems);
    }

    /// <summary>The hash of what names an address in a route: the hash itself, a phone number or an e-mail address; null for neither.</summary>
    public static AddressHash? HashOf(string named, string? country) =>
        AddressHash.TryParse(named, out var hash) ? hash : Normal(named, country, out _) is { } normal ? AddressHash.Of(normal) : null;

    private static SuppressionEntry? Entry(SuppressionInput input, string place, string? country, List<InputProblem> problems)
    {
        var before = problems.Count;
        string? error = null;
        var address = input.Address is { } text ? Normal(text, country, out error) : null;
        AddressHash hash = default;
        if (input.Address is null == input.Hash is null)
            problems.Add(new InputProblem($"{place}address", "required", $"{place}address or {place}hash is to be given, and not both."));
        else if (input.Address is not null && address is null)
            problems.Add(new InputProblem($"{place}address", "invalid_address", $"{place}address '{Shown(input.Address)}' {error}"));
        else if (input.Hash is not null && !AddressHash.TryParse(input.Hash, out hash))
            problems.Add(new InputProblem($"{place}hash", "invalid_hash", $"{place}hash is '{Shown(input.Hash)}': give the 64 hexadecimal digits of the SHA-256 of an address."));

        var possible = address is null ? ChannelAddresses.ByAddress : ChannelAddresses.UsersOf(address);
        foreach (var channel in (input.Channels ?? []).Where(channel => !possible.Contains(channel)))
            problems.Add(new InputProblem($"{place}channels", "unfit_channel", $"{place}channels has {channel.Name()}, which no such address is used on: give some of {string.Join(", ", possible.Select(each => each.Name()))}."));
        if (input.Reason is { Length: 0 or > 100 } || (input.Reason?.Any(char.IsControl) ?? false))
            problems.Add(new InputProblem($"{place}reason", "wrong_length", $"{place}reason takes 1 to 100 characters on one line."));
        return problems.Count > before
            ? null
            : new SuppressionEntry(address is null ? hash : AddressHash.Of(address), address, input.Channels is { Count: > 0 } named ? [.. named] : possible, input.Reason ?? "api");
    }

    /// <summary>As a contact's address is read, so that the two are found to be the same.</summary>
    private static string? Normal(string text, string? country, out string? error) =>
        ValueRules.IsMailbox(text) ? ValueRules.Email(text, out error) : ValueRules.Phone(text, country, out error);

    private static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "…";
}

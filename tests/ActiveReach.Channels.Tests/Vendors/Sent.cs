using ActiveReach.Settings;

namespace ActiveReach.Channels.Tests.Vendors;

/// <summary>What the tests of all vendors need.</summary>
internal static class Sent
{
    public static readonly DateTimeOffset Now = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    public static OutgoingMessage Message(string from, string to, int number = 1) => new()
    {
        IdempotencyKey = $"run.1:0:0:{number}",
        FirstSentAt = Now,
        From = from,
        To = to,
        Tag = $"run.1:0:0:{number}",
        Text = "It's here. Reply STOP to opt out",
        Origin = new MessageOrigin("cmp_1", "run.1", "con_1", "A", null),
    };

    /// <summary>Hands one message over.</summary>
    public static async Task<HandOver> SendAsync(this IChannelProvider provider, OutgoingMessage message)
    {
        using var timeout = new CancellationTokenSource(Eventually.Bound);
        return Assert.Single(await provider.SendAsync([message], timeout.Token));
    }

    /// <summary>Hands one message over and, once the vendor has it, waits for no answer any more.</summary>
    public static async Task GiveUpAsync(this IChannelProvider provider, OutgoingMessage message, Func<bool> isTaken)
    {
        using var patience = new CancellationTokenSource();
        var call = provider.SendAsync([message], patience.Token);
        await Eventually.SeenAsync("the vendor has the message", isTaken, taken => taken);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    public static T? Read<T>(string section, Func<SettingReader, T?> read, params (string Name, string Value)[] given)
        where T : class
    {
        var names = given.Select(each => (Name: $"ActiveReach__{section}__{each.Name}", each.Value)).ToList();
        var settings = new SettingReader(
            name => names.Find(each => each.Name == name).Value,
            family => names.Where(each => each.Name.StartsWith(family + "__", StringComparison.Ordinal)).Select(each => each.Name[(family.Length + 2)..]));
        var options = read(settings);
        settings.Check();
        return options;
    }
}

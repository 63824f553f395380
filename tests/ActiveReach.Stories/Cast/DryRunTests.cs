using System.Collections.Concurrent;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Templates;
using Carriers.StandIn.Twilio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Stories.Cast;

/// <summary>A dry run: everything goes its way, but for the last step.</summary>
public sealed class DryRunTests
{
    [Fact]
    public async Task All_channels_go_to_the_log_by_ids_alone_and_to_nobody_else()
    {
        var log = new Lines();
        await using var story = await StoryHost.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log), settings: [("ActiveReach:Log:Channels", "all"), ("Logging:LogLevel:Default", "Information")]);
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        var person = await story.PersonAsync("everywhere", Stage.Channels);
        await story.HasDeviceAsync(person, "token-1");
        await story.PassAsync(TimeSpan.FromMinutes(1));
        var definition = Stage.Campaign(Stage.Channels);
        definition["delivery"] = "all";
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.All(Stage.Channels, channel => Assert.Equal(1, (long)figures["attempts"]![channel]!["sent"]!));
        Assert.Equal(0, (long)figures["delivered"]!);
        var app = await story.AppOfAsync(person);
        Assert.Empty(await app.MessagesAsync());
        Assert.False(File.Exists(story.Outbox));

        var lines = log.All.Where(line => line.StartsWith("Dry run: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(Stage.Channels.Order(), lines.Select(line => line.Split(' ')[2]).Order());
        Assert.All(lines, line => Assert.Contains($"of campaign {campaign}, variant A, for contact {person}", line, StringComparison.Ordinal));
        Assert.All(log.All, line => Assert.False(line.Contains("+9198", StringComparison.Ordinal) || line.Contains("@example.com", StringComparison.Ordinal) || line.Contains("token-1", StringComparison.Ordinal) || line.Contains("it's here", StringComparison.OrdinalIgnoreCase), line));
        Assert.Contains(log.All, line => line.StartsWith("ActiveReach__Log__Channels is set: messages of whatsapp, email, sms, rcs, push, in_app are written to the log and sent to nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_the_apps_vendor_nor_an_account_of_the_workspace_sends_on_a_channel_of_a_dry_run()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        (string, string)[] vendor = [("ActiveReach:Twilio:AccountSid", TwilioStandIn.Account), ("ActiveReach:Twilio:AuthToken", TwilioStandIn.Token), ("ActiveReach:Twilio:Endpoint", twilio.Address)];
        await using var story = await StoryHost.StartAsync(settings: [.. vendor, ("ActiveReach:Log:Channels", "sms"), ("ActiveReach:ProviderAccounts:PrivateAddresses", "true"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.PostAsync("providers", new { provider = "twilio", settings = new { accountSid = TwilioStandIn.Account, authToken = TwilioStandIn.Token, endpoint = twilio.Address } });
        await story.PersonAsync("one", "sms", "email");
        var definition = Stage.Campaign("sms", "email");
        definition["delivery"] = "all";
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Empty(twilio.Requests);
        Assert.Equal("email", Assert.Single(story.SentTo(campaign)).Value);
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["attempts"]!["sms"]!["sent"]!);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyList<string> All => [.. lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}

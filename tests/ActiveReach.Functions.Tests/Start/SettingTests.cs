using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveReach.Delivery.Sending;
using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Http;
using ActiveReach.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Tests.Start;

/// <summary>What may be set, what is told of it, and what is refused.</summary>
public sealed class SettingTests
{
    private static readonly IReadOnlyDictionary<string, string> Sample = ReadSample();

    /// <summary>Settings that any text can mean.</summary>
    private static readonly string[] AnyText = ["ActiveReach__DataDirectory", "ActiveReach__Store__Documents__Database", "Sandbox__Outbox", "Sandbox__RefusedSenders", "Sandbox__DeadDevices", "Sandbox__RejectedTemplates", "ActiveReach__WebhookSecrets", "ActiveReach__Smtp__Host", "ActiveReach__Smtp__User", "ActiveReach__Ses__ConfigurationSet"];

    /// <summary>Those whose values no message repeats.</summary>
    private static readonly string[] Secrets = ["ActiveReach__Store__Documents__Emulator", "ActiveReach__Store__Ledger__Emulator", "ActiveReach__Store__Media__Emulator", "ActiveReach__BootstrapKey", "ActiveReach__LinkSigningKey", "ActiveReach__LinkSigningKeys__B", "ActiveReach__Sight__MetricsKey", "ActiveReach__CommunicationServices__ConnectionString", "ActiveReach__Smtp__Password", "ActiveReach__WhatsApp__AccessToken", "ActiveReach__WhatsApp__VerifyToken", "ActiveReach__Twilio__AuthToken", "ActiveReach__Twilio__ApiKeySecret", "ActiveReach__Ses__SecretAccessKey", "ActiveReach__Rcs__ServiceAccount", "ActiveReach__Fcm__ServiceAccount", "ActiveReach__WebPush__PrivateKey"];

    public static TheoryData<string, string> Nonsense()
    {
        var cases = new TheoryData<string, string>();
        foreach (var setting in All().Where(each => !AnyText.Contains(each.Name, StringComparer.Ordinal)))
        {
            cases.Add(setting.IsFamily ? setting.Name + "__B" : setting.Name, "nonsense");
            cases.Add(setting.IsFamily ? setting.Name + "__B" : setting.Name, "-1.5");
        }

        return cases;
    }

    [Fact]
    public void Every_setting_is_in_the_sample_and_every_one_of_the_sample_is_read()
    {
        Assert.Empty(All().Where(setting => !Sample.Keys.Any(setting.Covers)).Select(setting => $"{setting.Name}: add it to local.settings.sample.json"));
        Assert.Empty(Sample.Keys.Where(name => IsOurs(name) && !All().Any(setting => setting.Covers(name))).Select(name => $"{name}: no options record reads it"));
    }

    [Fact]
    public void The_sample_holds_the_defaults() => Assert.Empty(
        from one in Sample
        where one.Value.Length > 0 && All().FirstOrDefault(setting => setting.Covers(one.Key)) is { } setting && setting.Default != one.Value
        select $"{one.Key} is {one.Value} in the sample");

    [Fact]
    public void The_document_explains_every_setting_with_its_default_and_its_range()
    {
        var rows = File.ReadAllLines(Path.Combine(Root(), "docs", "operations.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        foreach (var setting in All())
        {
            var row = rows.SingleOrDefault(line => Regex.IsMatch(line.Split('|')[1], $"`{Regex.Escape(setting.Name)}{(setting.IsFamily ? "__\\w+" : "")}`"));
            Assert.True(row is not null, $"{setting.Name}: give it one row in docs/operations.md");
            var bounds = Regex.Match(setting.Wanted, "from (?<least>\\S+) to (?<most>[\\d.:]+)");
            string[] told = [setting.Default, .. bounds.Success && setting.Name != "Sandbox__Seed" ? [bounds.Groups["least"].Value, bounds.Groups["most"].Value] : Array.Empty<string>()];
            Assert.True(told.All(each => row!.Contains(each, StringComparison.Ordinal)), $"{row} must tell {string.Join(" and ", told)} of {setting.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void A_value_that_cannot_be_meant_refuses_the_start_by_name(string name, string text) => AssertRefused(name, text);

    [Theory]
    [InlineData("ActiveReach__Delivery__Window", "0", "from 1 to 4096")]
    [InlineData("ActiveReach__Delivery__Window", "4097", "from 1 to 4096")]
    [InlineData("ActiveReach__Delivery__Window", "16.0", "whole number")]
    [InlineData("ActiveReach__Delivery__Window", "99999999999999999999", "from 1 to 4096")]
    [InlineData("ActiveReach__Delivery__LeastLanes", "17", "ActiveReach__Delivery__Window")]
    [InlineData("ActiveReach__Delivery__Concurrency", "0", "from 1 to 256")]
    [InlineData("ActiveReach__Delivery__Lease", "30", "PT30S")]
    [InlineData("ActiveReach__Delivery__Lease", "00:00:04", "from 00:00:05 to 01:00:00")]
    [InlineData("ActiveReach__Delivery__Lease", "-00:00:30", "from 00:00:05")]
    [InlineData("ActiveReach__Delivery__Lease", "24:00:00", "time span")]
    [InlineData("ActiveReach__Delivery__Lease", "00:00:20", "ActiveReach__Delivery__CallTimeout")]
    [InlineData("ActiveReach__Delivery__CallTimeout", "00:00:29", "ActiveReach__Delivery__Lease")]
    [InlineData("ActiveReach__Delivery__LongestDelay", "P1M", "7.00:00:00")]
    [InlineData("ActiveReach__Delivery__LongestDelay", "P8D", "7.00:00:00")]
    [InlineData("ActiveReach__Store", "azure", "sqlite")]
    [InlineData("ActiveReach__PublicUrl", "reach.example", "https://reach.example")]
    [InlineData("ActiveReach__PublicUrl", "ftp://reach.example", "https://reach.example")]
    [InlineData("ActiveReach__PlatformSignIn", "yes", "true or false")]
    [InlineData("ActiveReach__BootstrapAdmin", "boss", "an e-mail address")]
    [InlineData("Sandbox__LatencyMs", "600001", "600000")]
    [InlineData("Sandbox__RatePerMinute", "0", "unlimited")]
    [InlineData("Sandbox__HonoursKeys", "1", "true or false")]
    [InlineData("Sandbox__OpenRate", "1.01", "0 to 1")]
    [InlineData("Sandbox__OpenRate", "0,4", "0 to 1")]
    [InlineData("Sandbox__OpenRate", "NaN", "0 to 1")]
    [InlineData("Sandbox__ClickRateByVariant__B", "2", "0 to 1")]
    public void A_value_out_of_its_range_is_refused_with_the_remedy(string name, string text, string remedy) =>
        Assert.Contains(remedy, AssertRefused(name, text), StringComparison.Ordinal);

    [Fact]
    public void A_secret_that_is_refused_is_not_shown()
    {
        var refusal = Assert.Throws<SettingsRefusedException>(() => Build(("ActiveReach__LinkSigningKey", "of-nobody-else"))).Message;

        Assert.Contains("ActiveReach__LinkSigningKey has 14 bytes; write at least 32", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("of-nobody-else", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "of-nobody-else", "ActiveReach__LinkSigningKeys__1 has 14 bytes; write at least 32")]
    [InlineData("0", "of-nobody-else-but-whom-it-is-of", "write one from 1 to 9999, e.g. ActiveReach__LinkSigningKeys__1")]
    [InlineData("new", "of-nobody-else-but-whom-it-is-of", "write one from 1 to 9999, e.g. ActiveReach__LinkSigningKeys__1")]
    [InlineData("8", "of-nobody-else-but-whom-it-is-of", "ActiveReach__LinkSigningKeys__8 can't be told from number 0 in links, which have room for 8 keys; write another number")]
    public void A_further_key_of_links_is_refused_without_being_shown(string number, string key, string remedy)
    {
        var refusal = Assert.Throws<SettingsRefusedException>(() => Build(($"ActiveReach__LinkSigningKeys__{number}", key))).Message;

        Assert.Contains(remedy, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(key, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void One_start_tells_of_everything_that_is_wrong()
    {
        var refused = Assert.Throws<SettingsRefusedException>(
            () => Build(("ActiveReach__PublicUrl", "nowhere"), ("ActiveReach__Delivery__Window", "0"), ("Sandbox__LatencyMs", "-1"), ("Sandbox__StopRate", "0.1")));

        Assert.Equal(
            [
                "ActiveReach__PublicUrl is 'nowhere'; write an http or https address such as https://reach.example, or remove it.",
                "ActiveReach__Delivery__Window is '0'; write a whole number of batches from 1 to 4096, or remove it.",
                "Sandbox__LatencyMs is '-1'; write a whole number of milliseconds from 0 to 600000, or remove it.",
            ],
            refused.Refusals);
    }

    [Theory]
    [InlineData("00:00:45", 45)]
    [InlineData("0:01:30", 90)]
    [InlineData("PT45S", 45)]
    [InlineData("pt1m", 60)]
    [InlineData(" 00:00:45 ", 45)]
    [InlineData("", 30)]
    [InlineData(" ", 30)]
    public void A_time_span_is_written_in_either_form_and_nothing_is_the_default(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(("ActiveReach__Delivery__Lease", text)).Delivery.Lease);

    [Fact]
    public async Task An_empty_setting_is_one_that_is_left_out()
    {
        await using var app = ActiveReachApp.Build(["--port", "8123"], builder => builder.Configuration.AddInMemoryCollection(All().Select(setting => Entry((setting.Name, " ")))));

        Assert.Equal(Path.GetFullPath("./.data"), app.Services.GetRequiredService<StoreOptions>().DataDirectory);
        Assert.Equal(new Uri("http://localhost:8123"), app.Services.GetRequiredService<AccessOptions>().PublicUrl);
        Assert.Equal(new DeliveryOptions(), app.Services.GetRequiredService<DeliveryOptions>());
    }

    [Fact]
    public void What_is_set_is_what_the_features_get()
    {
        var options = Read(
            ("activereach__delivery__window", "64"), ("ActiveReach__Delivery__LeastLanes", "4"), ("ActiveReach__Delivery__Concurrency", "2"),
            ("Sandbox__RatePerMinute", "Unlimited"), ("Sandbox__ClickRateByVariant__B", "0.16"), ("ActiveReach__WebhookSecrets__acs", " ours to the last blank "), ("ActiveReach__LinkSigningKey", new string('k', 31) + " "), ("ActiveReach__DataDirectory", "/var/reach"));

        Assert.Equal((64, 4, 2), (options.Delivery.Window, options.Delivery.LeastLanes, options.Delivery.Concurrency));
        Assert.Null(options.Sandbox.RatePerMinute);
        Assert.Equal(0.16, options.Sandbox.ClickRateOf("B"));
        Assert.Equal((" ours to the last blank ", new string('k', 31) + " "), (options.Secrets.WebhookSecrets["acs"].Single(), options.Secrets.LinkSigningKey));
        Assert.Equal(Path.Combine("/var/reach", "sandbox", "outbox.jsonl"), options.Sandbox.Outbox);
    }

    [Fact]
    public void A_key_that_is_shown_in_a_header_is_read_without_the_blanks_that_no_header_keeps()
    {
        var key = new string('k', 32);
        var options = Read(("ActiveReach__Sight__MetricsKey", $" {key}\n"), ("ActiveReach__BootstrapAdmin", "boss@shop.example"), ("ActiveReach__BootstrapKey", key + " "));

        Assert.Equal((key, key), (options.Sight.MetricsKey, options.FirstEntry.BootstrapKey));
        AssertRefused("ActiveReach__Sight__MetricsKey", new string('k', 31) + " ");
    }

    [Fact]
    public void A_window_of_one_needs_no_other_setting()
    {
        var options = Read(("ActiveReach__Delivery__Window", "1")).Delivery;

        Assert.Equal((1, 1), (options.Window, options.LeastLanes));
    }

    private static string AssertRefused(string name, string text)
    {
        var refusal = Assert.Throws<SettingsRefusedException>(() => Build((name, text))).Message;

        Assert.Contains(name, refusal, StringComparison.Ordinal);
        if (!Secrets.Contains(name, StringComparer.Ordinal))
            Assert.Contains(text, refusal, StringComparison.Ordinal);
        return refusal;
    }

    private static void Build(params (string Name, string Text)[] given) => ActiveReachApp.Build(
        ["--data", Path.Combine(Path.GetTempPath(), "activereach-refused")],
        builder => builder.Configuration.AddInMemoryCollection(given.Select(Entry))).Dispose();

    private static AppOptions Read(params (string Name, string Text)[] given) =>
        AppOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(given.Select(Entry)).Build());

    private static KeyValuePair<string, string?> Entry((string Name, string Text) given) => new(given.Name.Replace("__", ":", StringComparison.Ordinal), given.Text);

    private static IReadOnlyCollection<Setting> All() => AppOptions.Settings;

    private static bool IsOurs(string name) => name.StartsWith("ActiveReach__", StringComparison.Ordinal) || name.StartsWith("Sandbox__", StringComparison.Ordinal);

    private static Dictionary<string, string> ReadSample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "local.settings.sample.json")));
        return sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActiveReach.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}

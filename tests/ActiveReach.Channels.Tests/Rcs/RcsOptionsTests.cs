using System.Security.Cryptography;
using System.Text.Json;
using ActiveReach.Channels.Rcs;
using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Tests.Rcs;

public sealed class RcsOptionsTests
{
    [Fact]
    public void Nothing_is_read_where_no_service_account_is_set() => Assert.Null(Sent.Read("Rcs", RcsOptions.Read, ("Region", "europe")));

    [Theory]
    [InlineData(null, "https://rcsbusinessmessaging.googleapis.com/")]
    [InlineData("europe", "https://europe-rcsbusinessmessaging.googleapis.com/")]
    public void Messages_go_to_the_region_of_the_agents(string? region, string address) =>
        Assert.Equal(address, Sent.Read("Rcs", RcsOptions.Read, ("ServiceAccount", Account()), ("Region", region ?? ""))!.Endpoint.AbsoluteUri);

    [Theory]
    [InlineData("ServiceAccount", "{\"private_key\":\"my secret\"}", "ActiveReach__Rcs__ServiceAccount can't be read; write the JSON of a service account's key")]
    [InlineData("Region", "moon", "ActiveReach__Rcs__Region is 'moon'; write the region of the agents: us, europe or asia")]
    [InlineData("Lifetime", "PT1S", "ActiveReach__Rcs__Lifetime is 'PT1S'; write a time span")]
    [InlineData("PerMinute", "0", "ActiveReach__Rcs__PerMinute is '0'")]
    public void What_cannot_be_meant_is_refused_by_name_and_no_secret_is_repeated(string name, string value, string words)
    {
        var refused = Assert.Throws<SettingsRefusedException>(() => Sent.Read("Rcs", RcsOptions.Read, (name, value)));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("my secret", refused.Message, StringComparison.Ordinal);
    }

    private static string Account()
    {
        using var key = RSA.Create(2048);
        return JsonSerializer.Serialize(new { project_id = "shop", client_email = "sender@shop.iam.gserviceaccount.com", private_key = key.ExportPkcs8PrivateKeyPem(), token_uri = "https://oauth2.googleapis.com/token" });
    }
}

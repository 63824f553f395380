using ActiveReach.Channels.Push;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Tests.Push;

public sealed class PushOptionsTests
{
    private const string Public = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string Private = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";

    [Fact]
    public void Nothing_is_read_where_nothing_is_set()
    {
        var settings = new SettingReader(_ => null, _ => []);
        Assert.Equal((null, null), (FcmOptions.Read(settings), WebPushOptions.Read(settings)));
        settings.Check();
    }

    [Theory]
    [InlineData("Fcm__ServiceAccount", "{\"project_id\":\"shop\",\"private_key\":\"my secret\"}", "ActiveReach__Fcm__ServiceAccount can't be read; write the JSON of a service account's key")]
    [InlineData("Fcm__Endpoint", "http://fcm.example", "ActiveReach__Fcm__Endpoint is 'http://fcm.example'; write an https address")]
    [InlineData("WebPush__PublicKey", Public, "ActiveReach__WebPush__PrivateKey is missing; write both")]
    [InlineData("WebPush__PrivateKey", Private, "ActiveReach__WebPush__PublicKey is missing; write both")]
    [InlineData("WebPush__PrivateKey", "my secret", "ActiveReach__WebPush__PrivateKey can't be read; write the 32 bytes of its key in base64url")]
    [InlineData("WebPush__Hosts", "everything", "ActiveReach__WebPush__Hosts is 'everything'; write names of hosts")]
    public void What_cannot_be_meant_is_refused_by_name_and_no_secret_is_repeated(string name, string value, string words)
    {
        var settings = new SettingReader(asked => asked == $"ActiveReach__{name}" ? value : null, _ => []);
        FcmOptions.Read(settings);
        WebPushOptions.Read(settings);
        var refused = Assert.Throws<SettingsRefusedException>(settings.Check);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("my secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_keys_of_browsers_need_an_address_of_ours_and_reach_known_services_alone()
    {
        var given = new Dictionary<string, string> { ["PublicKey"] = Public, ["PrivateKey"] = Private };
        SettingReader Reader() => new(asked => given.GetValueOrDefault(asked.Replace("ActiveReach__WebPush__", "", StringComparison.Ordinal)), _ => []);
        var without = Reader();
        WebPushOptions.Read(without);
        Assert.Contains("ActiveReach__WebPush__Subject is missing", Assert.Throws<SettingsRefusedException>(without.Check).Message, StringComparison.Ordinal);

        given["Subject"] = "mailto:push@shop.example";
        var options = WebPushOptions.Read(Reader())!;
        Assert.All(["https://fcm.googleapis.com/fcm/send/x", "https://updates.push.services.mozilla.com/wpush/v2/x", "https://web.push.apple.com/x", "https://wns2-by3p.notify.windows.com/w/?token=x"], address => Assert.True(options.Allows(new Uri(address)), address));
        Assert.All(["https://shop.example/x", "https://evilpush.apple.com.example/x", "http://fcm.googleapis.com/x", "https://127.0.0.1/x"], address => Assert.False(options.Allows(new Uri(address)), address));
    }
}

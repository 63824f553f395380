using ActiveReach.Channels.Smtp;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Tests.Smtp;

public sealed class SmtpOptionsTests
{
    [Fact]
    public void Without_a_server_there_is_none() => Assert.Null(Read(("Connections", "3")));

    [Fact]
    public void The_port_follows_the_way_in_unless_it_is_said()
    {
        Assert.Equal((587, SmtpSecurity.StartTls), (Read(("Host", "mail.shop.example"))!.Port, Read(("Host", "mail.shop.example"))!.Security));
        Assert.Equal(465, Read(("Host", "mail.shop.example"), ("Security", "tls"))!.Port);
        Assert.Equal(2525, Read(("Host", "mail.shop.example"), ("Security", "tls"), ("Port", "2525"))!.Port);
    }

    [Theory]
    [InlineData("Security", "ssl", "ActiveReach__Smtp__Security is 'ssl'; write starttls or tls or none")]
    [InlineData("Port", "0", "ActiveReach__Smtp__Port is '0'")]
    [InlineData("Host", "smtp://mail", "ActiveReach__Smtp__Host is 'smtp://mail'; write the name of a mail server")]
    [InlineData("User", "shop", "ActiveReach__Smtp__Password is missing; write both")]
    [InlineData("Password", "open sesame", "ActiveReach__Smtp__User is missing; write both")]
    public void What_cannot_be_meant_is_refused_with_name_value_and_remedy(string name, string value, string refusal) =>
        Assert.StartsWith(refusal, Assert.Throws<SettingsRefusedException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_password_never_goes_over_an_open_wire()
    {
        (string, string)[] open = [("Security", "none"), ("User", "shop"), ("Password", "open sesame")];
        var refused = Assert.Throws<SettingsRefusedException>(() => Read([("Host", "mail.shop.example"), .. open])).Message;
        Assert.Contains("on the way to mail.shop.example", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", refused, StringComparison.Ordinal);
        Assert.NotNull(Read([("Host", "127.0.0.1"), .. open]));
    }

    private static SmtpOptions? Read(params (string Name, string Value)[] given)
    {
        var settings = new SettingReader(name => given.FirstOrDefault(each => name == $"ActiveReach__Smtp__{each.Name}").Value, _ => []);
        var options = SmtpOptions.Read(settings);
        settings.Check();
        return options;
    }
}

using ActiveReach.Channels;
using ActiveReach.Functions.Composition;
using ActiveReach.Providers;
using ActiveReach.Settings;
using ActiveReach.TemplateLibrary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Tests.Start;

/// <summary>Whoever is set up takes the channel.</summary>
public sealed class ProviderSettingTests
{
    private static readonly (string, string)[] Acs = [("CommunicationServices:ConnectionString", "endpoint=https://shop.communication.azure.com/;accesskey=c2VjcmV0")];
    private static readonly (string, string)[] AcsWhatsApp = [.. Acs, ("CommunicationServices:WhatsAppChannels:18005550101", "0f0eb78e-a576-4dfc-b414-0f0756de3338")];
    private static readonly (string, string)[] Meta = [("WhatsApp:AccessToken", "EAAJ-a-token-of-ours"), ("WhatsApp:BusinessAccountId", "102290129340398"), ("WhatsApp:PhoneNumbers:18005550101", "106540352242922")];
    private static readonly (string, string)[] Twilio = [("Twilio:AccountSid", "AC0123456789abcdef0123456789abcdef"), ("Twilio:AuthToken", "a-token-of-somebody")];
    private static readonly (string, string)[] Ses = [("Ses:Region", "eu-west-1"), ("Ses:AccessKeyId", "AKIAIOSFODNN7EXAMPLE"), ("Ses:SecretAccessKey", "a-secret-of-somebody")];
    private static readonly ChannelSet Chosen = [Channel.Sms, Channel.Email, Channel.WhatsApp];
    private static readonly (string, string)[] Smtp = [("Smtp:Host", "mail.shop.example")];

    public static TheoryData<string, string, string> Choices() => new()
    {
        { "", "Sms SandboxProvider, Email SandboxProvider, WhatsApp SandboxProvider", "SandboxReviewer" },
        { "acs", "Sms AcsSmsProvider, Email AcsEmailProvider", "" },
        { "acs-whatsapp", "Sms AcsSmsProvider, Email AcsEmailProvider, WhatsApp AcsWhatsAppProvider", "AcsTemplateReviewer" },
        { "acs meta", "Sms AcsSmsProvider, Email AcsEmailProvider, WhatsApp MetaWhatsAppProvider", "MetaTemplateReviewer" },
        { "acs twilio ses", "Sms TwilioSmsProvider, Email SesEmailProvider", "" },
        { "acs twilio-all", "Sms TwilioSmsProvider, Email AcsEmailProvider, WhatsApp TwilioWhatsAppProvider", "TwilioTemplateReviewer" },
        { "acs smtp", "Sms AcsSmsProvider, Email SmtpProvider", "" },
        { "twilio", "Sms TwilioSmsProvider, Email SandboxProvider, WhatsApp SandboxProvider", "SandboxReviewer" },
        { "meta ses", "Sms SandboxProvider, Email SesEmailProvider, WhatsApp MetaWhatsAppProvider", "MetaTemplateReviewer" },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Each_channel_has_the_provider_that_is_set_up_for_it_and_else_the_sandbox(string given, string providers, string reviewer)
    {
        await using var app = ActiveReachApp.Build(
            ["--data", Directory.CreateTempSubdirectory("activereach-providers-").FullName],
            builder => builder.Configuration.AddInMemoryCollection(given.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Of).Select(Entry)));

        Assert.Equal(providers.Split(", ").Order(), app.Services.GetServices<IChannelProvider>().Where(each => Chosen.Contains(each.Channel)).Select(each => $"{each.Channel} {each.GetType().Name}").Order());
        Assert.Equal(reviewer, string.Join(' ', app.Services.GetServices<ITemplateReviewer>().Select(each => each.GetType().Name)));
    }

    [Theory]
    [InlineData("smtp ses", "ActiveReach__Smtp__Host and ActiveReach__Ses__Region are both set")]
    [InlineData("twilio-all meta", "ActiveReach__WhatsApp__AccessToken is set and ActiveReach__Twilio__Channels has whatsapp")]
    [InlineData("acs-whatsapp twilio-all", "ActiveReach__CommunicationServices__WhatsAppChannels is set and ActiveReach__Twilio__Channels has whatsapp")]
    [InlineData("acs-whatsapp meta", "ActiveReach__WhatsApp__AccessToken and ActiveReach__CommunicationServices__WhatsAppChannels are both set")]
    public void Two_of_one_channel_refuse_the_start_and_both_are_named(string given, string refusal) => Assert.Contains(
        refusal, Assert.Throws<SettingsRefusedException>(() => AppOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(given.Split(' ').SelectMany(Of).Select(Entry)).Build())).Message, StringComparison.Ordinal);

    private static (string, string)[] Of(string given) => given switch
    {
        "acs" => Acs,
        "acs-whatsapp" => AcsWhatsApp,
        "meta" => Meta,
        "twilio" => Twilio,
        "twilio-all" => [.. Twilio, ("Twilio:Channels", "sms,rcs,whatsapp")],
        "ses" => Ses,
        _ => Smtp,
    };

    private static KeyValuePair<string, string?> Entry((string Name, string Value) given) => new($"ActiveReach:{given.Name}", given.Value);
}

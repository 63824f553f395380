using ActiveReach.Settings;

namespace ActiveReach.Functions.Composition;

/// <summary>Each channel has one provider. One that is for a channel alone takes the place of Communication Services, which are for several; two of a kind refuse the start.</summary>
internal static class ProviderChoice
{
    public static void Check(SettingReader settings, AppOptions options)
    {
        var section = settings.Section("ActiveReach");
        section.Require(
            options.Smtp is null || options.Ses is null,
            $"{section.NameOf("Smtp__Host")} and {section.NameOf("Ses__Region")} are both set, and mails go one way; remove one of them.");
        section.Require(
            options.WhatsApp is null || options.CommunicationServices is not { WhatsAppChannels.Count: > 0 },
            $"{section.NameOf("WhatsApp__AccessToken")} and {section.NameOf("CommunicationServices__WhatsAppChannels")} are both set, and WhatsApp goes one way; remove one of them.");
    }
}

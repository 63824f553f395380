using ActiveReach.Audiences;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent.Hours;

internal static class ContactPlace
{
    public static Whereabouts Of(Recipient recipient, object? outlet, Workspace workspace) =>
        new(recipient.Country ?? recipient.Region?[..2], recipient.Region, recipient.TimeZone ?? workspace.TimeZone);
}

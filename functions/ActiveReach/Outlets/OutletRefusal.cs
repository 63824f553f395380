using ActiveReach.Channels;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;

namespace ActiveReach.Outlets;

/// <summary>Why a change of an outlet was not made, as callers are told.</summary>
internal static class OutletRefusal
{
    /// <exception cref="InvalidInputException">Something that it wants is taken.</exception>
    /// <exception cref="ConflictException">There are enough.</exception>
    public static void Check(OutletChange change, Outlet outlet)
    {
        switch (change.Outcome)
        {
            case OutletOutcome.NameTaken:
                throw new InvalidInputException("name", "taken", $"There is an outlet '{outlet.Name}' already: choose another name, or change that one.");
            case OutletOutcome.ExternalIdTaken:
                throw new InvalidInputException("externalId", "taken", $"There is an outlet with the externalId '{outlet.ExternalId}' already: choose another, or change that one.");
            case OutletOutcome.SenderTaken:
                var channel = change.Sender!.Value;
                throw new InvalidInputException($"senders.{channel.Name()}", "taken", $"senders.{channel.Name()} '{outlet.Senders[channel]}' belongs to another workspace: use a sender of your own.");
            case OutletOutcome.TooMany:
                throw new ConflictException($"The workspace has {OutletRules.Most} outlets, the most that it can: remove one first.");
        }
    }

    public static ConflictException InUse(Outlet outlet, OutletUse use)
    {
        var remedy = use.Campaigns > 0 ? "Finish, cancel or change these campaigns first." : "Remove it with reassign=true: contacts go elsewhere, and those whose profile names it keep the name.";
        return new ConflictException(
            $"The outlet '{outlet.Name}' is in use by {use.AllContacts} contacts and {use.Campaigns} campaigns. {remedy}",
            details: new Dictionary<string, object?>
            {
                ["contacts"] = new Dictionary<string, long>
                {
                    ["explicit"] = use.Contacts.GetValueOrDefault(OutletSource.Explicit),
                    ["lastOrder"] = use.Contacts.GetValueOrDefault(OutletSource.LastOrder),
                    ["nearest"] = use.Contacts.GetValueOrDefault(OutletSource.Nearest),
                },
                ["campaigns"] = use.Campaigns,
            });
    }
}

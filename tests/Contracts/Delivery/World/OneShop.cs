using ActiveReach.Consent;
using ActiveReach.Consent.Hours;
using ActiveReach.Workspaces;

namespace Contracts.Delivery.World;

public static class OneShop
{
    /// <summary>Sends at any hour.</summary>
    public static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new ReachSettings { QuietHours = new QuietHoursSettings { On = false } });
}

using ActiveReach.Functions.Http;

namespace ActiveReach.Functions.Tests.Security;

/// <summary>The routes of the app, from the table that it serves by: a new route is in by itself.</summary>
internal static class EveryRoute
{
    public static readonly RouteTable Table = RouteTable.OfThisApp();

    public static TheoryData<string, string> Guarded() => Of(route => route.Role is not null);

    public static TheoryData<string, string> InWorkspace() => Of(route => route.Role is not null && route.IsInWorkspace);

    public static TheoryData<string, string> OfThings() => Of(route => route.Role is not null && route.Parameters.Count > 1);

    public static Route Named(string function) => Table.All.Single(route => route.Function == function);

    private static TheoryData<string, string> Of(Func<Route, bool> filter)
    {
        var data = new TheoryData<string, string>();
        foreach (var route in Table.All.Where(filter))
        {
            foreach (var verb in route.Verbs)
                data.Add(verb, route.Function);
        }

        return data;
    }
}

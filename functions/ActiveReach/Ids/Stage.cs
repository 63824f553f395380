namespace ActiveReach.Ids;

/// <summary>The stages of a run, sent one after the other. Numbers are stored and stand in doorbells: never renumber.</summary>
public static class Stage
{
    /// <summary>The slice of the audience that an experiment compares the variants on.</summary>
    public const int TestSlice = 0;

    /// <summary>Everybody else, and everybody where there is no experiment.</summary>
    public const int Rest = 1;

    /// <summary>The last stage that a ledger can number.</summary>
    public const int Last = 127;

    /// <summary>As figures name it: <c>test_slice</c>, <c>rest</c>, <c>fallback_1</c> and so on.</summary>
    public static string Name(int stage) => stage switch
    {
        TestSlice => "test_slice",
        Rest => "rest",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"fallback_{stage - Rest}"),
    };

    /// <summary>The stage of the n-th fallback wave, counted from 1.</summary>
    public static int Wave(int wave) => Rest + wave;
}

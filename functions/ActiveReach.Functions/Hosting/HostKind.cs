namespace ActiveReach.Functions.Hosting;

/// <summary>Who started the app: it decides which stores may be had.</summary>
internal enum HostKind
{
    /// <summary>This process alone (<see cref="OwnHost"/>).</summary>
    Own,

    /// <summary>The Functions host on a developer's machine, one instance: <c>func start</c>.</summary>
    FunctionsForDevelopment,

    /// <summary>The Functions host of the platform, with as many instances as it likes.</summary>
    Functions,
}

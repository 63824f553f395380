namespace ActiveReach.Functions.Demo;

/// <summary>Where invented people live and what they are called there.</summary>
internal static class Places
{
    private static readonly Country India = new(
        "IN", "en-IN", "+9197", 8,
        ["Aarohi", "Diya", "Kavya", "Priya", "Ananya", "Meera"], ["Aarav", "Rohan", "Vikram", "Arjun", "Kabir", "Ishaan"], ["Patel", "Rao", "Sharma", "Iyer", "Kulkarni", "Nair"]);

    private static readonly Country UnitedStates = new(
        "US", "en-US", "+1555", 7,
        ["Emma", "Olivia", "Ava", "Grace", "Chloe", "Nora"], ["Liam", "Noah", "Ethan", "Lucas", "Mason", "Owen"], ["Smith", "Johnson", "Garcia", "Miller", "Davis", "Lopez"]);

    private static readonly Country Spain = new(
        "ES", "es-ES", "+346", 8,
        ["Lucía", "María", "Carmen", "Sofía", "Inés", "Núria"], ["Hugo", "Mateo", "Álvaro", "Javier", "Iñaki", "Pablo"], ["García", "Núñez", "Fernández", "Muñoz", "Ibáñez", "Ortega"]);

    private static readonly Country Germany = new(
        "DE", "de-DE", "+4915", 9,
        ["Mia", "Hannah", "Lena", "Käthe", "Zoë", "Klara"], ["Ben", "Jonas", "Jürgen", "Felix", "Björn", "Paul"], ["Müller", "Schäfer", "Weber", "Köhler", "Groß", "Becker"]);

    private static readonly Country Brazil = new(
        "BR", "pt-BR", "+55119", 8,
        ["Ana", "Júlia", "Beatriz", "Conceição", "Larissa", "Helena"], ["João", "Miguel", "Davi", "Gonçalo", "Rafael", "Caio"], ["Silva", "Souza", "Araújo", "Gonçalves", "Lima", "Moura"]);

    public static IReadOnlyList<Place> All { get; } =
    [
        new("Pune", India, "Asia/Kolkata", 18.5204, 73.8567),
        new("Mumbai", India, "Asia/Kolkata", 19.076, 72.8777),
        new("Bengaluru", India, "Asia/Kolkata", 12.9716, 77.5946),
        new("Delhi", India, "Asia/Kolkata", 28.6139, 77.209),
        new("New York", UnitedStates, "America/New_York", 40.7128, -74.006),
        new("Chicago", UnitedStates, "America/Chicago", 41.8781, -87.6298),
        new("Denver", UnitedStates, "America/Denver", 39.7392, -104.9903),
        new("Los Angeles", UnitedStates, "America/Los_Angeles", 34.0522, -118.2437),
        new("Madrid", Spain, "Europe/Madrid", 40.4168, -3.7038),
        new("Málaga", Spain, "Europe/Madrid", 36.7213, -4.4214),
        new("Berlin", Germany, "Europe/Berlin", 52.52, 13.405),
        new("München", Germany, "Europe/Berlin", 48.1351, 11.582),
        new("São Paulo", Brazil, "America/Sao_Paulo", -23.5505, -46.6333),
        new("Manaus", Brazil, "America/Manaus", -3.119, -60.0217),
    ];
}

internal sealed record Place(string City, Country Country, string Zone, double Lat, double Lon);

/// <param name="PhonePrefix">Country code and the beginning of a mobile number.</param>
/// <param name="PhoneDigits">How many digits follow.</param>
internal sealed record Country(string Code, string Language, string PhonePrefix, int PhoneDigits, string[] Women, string[] Men, string[] Surnames);

using Tracker.Load;

if (args is ["plan", var to]) return GeneratedPlan.Write(to, 1000).Length > 0 ? 0 : 1;
if (args is ["bare", var body, var port]) return await BareKestrel.Serve(body, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));

var seconds = double.TryParse(Environment.GetEnvironmentVariable("BENCH_SECONDS"), System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : 10;
var length = TimeSpan.FromSeconds(seconds);
var work = Directory.CreateTempSubdirectory("tracker-bench-").FullName;
Console.WriteLine($"Each measurement takes {seconds} s; data in {work}");

try
{
    // No argument: everything; else "updates", "shipped", "pages", "plugins" or "misbehaving"; the last with deeds, such as "spins", or "together".
    if (args is [] or ["updates"])
        await Measurements.Updates("a generated plan of 1,000 commitments", GeneratedPlan.Write(Path.Combine(work, "plans"), 1000), work, length);
    if (args is [] or ["shipped"])
        await Measurements.Updates("the shipped plans", Checkout.Plans, work, length);
    if (args is [] or ["pages"])
        await Measurements.Pages(work, length);
    if (args is [] or ["plugins"])
        await Plugins.Measure(work, length);
    if (args is [] or ["misbehaving", ..])
        await Misbehaving.Measure(work, length, [.. args.Skip(1)]);
    return 0;
}
finally
{
    Directory.Delete(work, recursive: true);
}

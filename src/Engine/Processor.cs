using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Brink.Engine;

/// <summary>The processor time of the thread that asks: what work costs, also on a machine that has other things to do meanwhile.</summary>
internal static class Processor
{
    private const int ThreadTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds, Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Clock(int clock, out Time time);

    /// <summary>Since some moment; elsewhere than on Linux that of a clock on the wall. To be compared on one thread only.</summary>
    public static TimeSpan Now => OperatingSystem.IsLinux() && Environment.Is64BitProcess && Clock(ThreadTime, out var t) == 0
        ? TimeSpan.FromSeconds(t.Seconds) + TimeSpan.FromMicroseconds(t.Nanoseconds / 1e3) : Stopwatch.GetElapsedTime(0);
}

/*
 * Stand-in for cfgmgr32.dll under Wine 8, which lacks CM_Get_Device_Interface_PropertyW and lists no device interfaces;
 * without them hidapi's Windows backend does not start. What is here answers from SetupDi, which Wine does have, so
 * that the list of devices is Wine's own. It stands for a Windows DLL; it proves nothing about the real one.
 *
 * https://learn.microsoft.com/windows/win32/api/cfgmgr32/nf-cfgmgr32-cm_get_device_interface_listw
 * https://learn.microsoft.com/windows/win32/api/cfgmgr32/nf-cfgmgr32-cm_get_device_interface_propertyw
 * https://github.com/libusb/hidapi/blob/master/windows/hid.c
 */
#include <windows.h>
#include <setupapi.h>
#include <stddef.h>

/* Values of cfgmgr32.h, whose own declarations say these functions come from elsewhere. */
enum { SUCCESS = 0x00, BUFFER_SMALL = 0x1a, NO_SUCH_VALUE = 0x25 };

/*
 * Writes the paths of all present interfaces of a class, each ended by a zero, one more zero behind the last, as far as
 * `capacity` characters reach. Returns how many characters the whole list takes.
 */
static ULONG list_interfaces(const GUID *class, WCHAR *out, ULONG capacity)
{
    SP_DEVICE_INTERFACE_DATA found = { .cbSize = sizeof found };
    ULONG used = 0;
    HDEVINFO devices = SetupDiGetClassDevsW(class, NULL, NULL, DIGCF_PRESENT | DIGCF_DEVICEINTERFACE);
    if (devices != INVALID_HANDLE_VALUE) {
        for (DWORD index = 0; SetupDiEnumDeviceInterfaces(devices, NULL, class, index, &found); index++) {
            union {
                SP_DEVICE_INTERFACE_DETAIL_DATA_W detail;
                BYTE space[4096];
            } answer;
            answer.detail.cbSize = sizeof answer.detail;
            if (!SetupDiGetDeviceInterfaceDetailW(devices, &found, &answer.detail, sizeof answer, NULL, NULL))
                continue;
            for (const WCHAR *from = answer.detail.DevicePath;; from++) {
                if (used < capacity)
                    out[used] = *from;
                used++;
                if (*from == 0)
                    break;
            }
        }
        SetupDiDestroyDeviceInfoList(devices);
    }
    if (used < capacity)
        out[used] = 0;
    return used + 1;
}

DWORD WINAPI CM_Get_Device_Interface_List_SizeW(ULONG *size, GUID *class, WCHAR *device, ULONG flags)
{
    (void)device;
    (void)flags;
    *size = list_interfaces(class, NULL, 0);
    return SUCCESS;
}

DWORD WINAPI CM_Get_Device_Interface_ListW(GUID *class, WCHAR *device, WCHAR *out, ULONG capacity, ULONG flags)
{
    (void)device;
    (void)flags;
    return list_interfaces(class, out, capacity) > capacity ? BUFFER_SMALL : SUCCESS;
}

/* No interface has properties here: hidapi then leaves the kind of bus and the container unknown. */
DWORD WINAPI CM_Get_Device_Interface_PropertyW(const WCHAR *path, const void *key, ULONG *type, BYTE *out, ULONG *size,
                                              ULONG flags)
{
    (void)path;
    (void)key;
    (void)type;
    (void)out;
    (void)size;
    (void)flags;
    return NO_SUCH_VALUE;
}
